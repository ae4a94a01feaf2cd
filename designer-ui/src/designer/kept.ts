/** What was typed and not saved yet, kept in this browser so that a reload or a crash loses nothing. */
export interface Kept {
  readonly text: string;
  /** The revision it was typed over. */
  readonly revision: string;
  /** The text of that revision. */
  readonly base: string;
}

const nameOf = (draft: number): string => `tidegate.draft.${draft}`;

export function keptOf(draft: number): Kept | undefined {
  try {
    const kept = JSON.parse(window.localStorage.getItem(nameOf(draft)) ?? 'null') as Kept | null;
    return kept ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(draft: number, kept: Kept | undefined): void {
  try {
    if (kept === undefined) window.localStorage.removeItem(nameOf(draft));
    else window.localStorage.setItem(nameOf(draft), JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing asks before it leaves
  }
}
