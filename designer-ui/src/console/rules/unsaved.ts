const PREFIX = 'tidegate.rule-draft.';

/** Edits of a file that the engine does not have yet, kept by the browser until they are saved: a reload loses nothing. */
export interface Unsaved {
  /** The revision of the draft the text was written over. */
  readonly revision: number;
  readonly text: string;
}

const keyOf = (draft: number, file: string): string => `${PREFIX}${draft}.${file}`;

export function keepUnsaved(draft: number, file: string, unsaved: Unsaved | undefined): void {
  if (unsaved === undefined) sessionStorage.removeItem(keyOf(draft, file));
  else sessionStorage.setItem(keyOf(draft, file), JSON.stringify(unsaved));
}

export function unsavedOf(draft: number, file: string): Unsaved | undefined {
  const kept = sessionStorage.getItem(keyOf(draft, file));
  if (kept === null) return undefined;
  const read: unknown = JSON.parse(kept);
  return typeof read === 'object' && read !== null && 'text' in read && 'revision' in read ? (read as Unsaved) : undefined;
}
