/** The texts a file had while it was edited, so that an edit can be undone and done again. */
export interface Edits {
  readonly past: readonly string[];
  readonly now: string;
  readonly future: readonly string[];
}

/** How many edits of a file can be undone. */
const DEPTH = 200;

export const editsOf = (text: string): Edits => ({ past: [], now: text, future: [] });

export const edited = (edits: Edits, text: string): Edits =>
  text === edits.now ? edits : { past: [...edits.past, edits.now].slice(-DEPTH), now: text, future: [] };

export const undone = ({ past, now, future }: Edits): Edits => {
  const before = past.at(-1);
  return before === undefined ? { past, now, future } : { past: past.slice(0, -1), now: before, future: [now, ...future] };
};

export const redone = ({ past, now, future }: Edits): Edits => {
  const [next, ...rest] = future;
  return next === undefined ? { past, now, future } : { past: [...past, now], now: next, future: rest };
};
