import { elementText, insert, move, remove, rename, set, valueAt } from './document';
import { idOf } from './path';
import type { Path } from './path';
import { allSteps } from './route';
import type { Step } from './route';
import { edited, laneOf, outermost, redone, select, selected, typed, undone } from './state';
import type { State } from './state';

/** A place between the steps of a list. */
export interface Slot {
  readonly path: Path;
  readonly index: number;
}

export interface Shortcut {
  /** As `KeyboardEvent.key` tells it, letters in lower case. */
  readonly key: string;
  /** Control, or Command on a Mac. */
  readonly control?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
}

/** One thing that can be done to what is selected. Buttons, menus and keys all come here. */
export interface Command {
  /** Its name in the files of texts, as `command.<id>`. */
  readonly id: CommandId;
  readonly shortcuts: readonly Shortcut[];
  readonly enabled: (state: State) => boolean;
  readonly run: (state: State) => State;
}

export type CommandId =
  | 'undo'
  | 'redo'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'duplicate'
  | 'remove'
  | 'moveUp'
  | 'moveDown'
  | 'moveIn'
  | 'moveOut'
  | 'next'
  | 'previous'
  | 'inner'
  | 'outer'
  | 'extend'
  | 'selectAll';

const some = (state: State): boolean => state.document.sound && selected(state).length > 0;
const indexOf = (step: Step): number => step.path.at(-1) as number;
const listOf = (step: Step): Path => step.path.slice(0, -1);

/** Where something new goes when nobody says: behind what is selected, or at the end of the first route. */
export function slotOf(state: State): Slot {
  const last = outermost(state).at(-1);
  if (last !== undefined) return { path: listOf(last), index: indexOf(last) + 1 };
  const lane = state.routes[0]?.lane;
  return { path: lane?.path ?? ['route', 'from', 'steps'], index: lane?.steps.length ?? 0 };
}

/** Puts a new step into a slot and selects it. */
export function insertStep(state: State, slot: Slot, element: string): State {
  return insertAll(state, slot, [element]);
}

function insertAll(state: State, slot: Slot, elements: readonly string[]): State {
  if (!state.document.sound) return state;
  const document = elements.reduce((now, element, i) => insert(now, slot.path, slot.index + i, element), state.document);
  return edited(
    state,
    document,
    elements.map((_, i) => idOf([...slot.path, slot.index + i])),
  );
}

/** Moves a step into a slot and selects it there. */
export function moveStep(state: State, from: Path, slot: Slot): State {
  if (!state.document.sound) return state;
  const document = move(state.document, from, slot.path, slot.index);
  if (document === undefined) return state;
  return edited(state, document, [idOf(placeAfterMove(from, slot))]);
}

/** Taking the step away moves what was behind it back by one, the list it went to included. */
function placeAfterMove(from: Path, slot: Slot): Path {
  const list = from.slice(0, -1);
  const taken = from.at(-1) as number;
  const place: Path = [...slot.path, slot.index];
  const passed = place[list.length];
  return idOf(place.slice(0, list.length)) === idOf(list) && typeof passed === 'number' && passed > taken ? place.with(list.length, passed - 1) : place;
}

/** Sets an option of a step, or anything else of the document; `undefined` takes it away. */
export function setValue(state: State, path: Path, value: unknown): State {
  return state.document.sound ? edited(state, set(state.document, path, value)) : state;
}

/** Sets a text while it is typed, so that typing on is one edit. */
export function typeValue(state: State, path: Path, value: string | undefined, now: number): State {
  return state.document.sound ? typed(state, set(state.document, path, value).text, now) : state;
}

/** Makes a script the expression of a step, in the place of one in another language. */
export function setScript(state: State, step: Step, script: string): State {
  if (!state.document.sound) return state;
  const body: Path = [...step.path, step.name];
  const other = ['simple', 'constant'].find((language) => valueAt(state.document, [...body, language]) !== undefined);
  const named = other === undefined ? state.document : rename(state.document, [...body, other], 'groovy');
  return edited(state, set(named, [...body, 'groovy'], script));
}

/** Gives an option another key, such as another language for an expression. */
export function renameKey(state: State, path: Path, name: string): State {
  return state.document.sound ? edited(state, rename(state.document, path, name)) : state;
}

function removeSelected(state: State): State {
  const steps = outermost(state);
  // from the last to the first, so that places stay right
  const document = steps.toReversed().reduce((now, step) => remove(now, step.path), state.document);
  return edited(state, document, []);
}

const copied = (state: State): State => ({
  ...state,
  clipboard: outermost(state).flatMap((step) => elementText(state.document, step.path) ?? []),
});

/** The neighbour of the first or last selected step in the order of the document. */
function beside(state: State, by: 1 | -1): Step | undefined {
  const steps = allSteps(state.routes);
  const now = by === 1 ? selected(state).at(-1) : selected(state)[0];
  if (now === undefined) return by === 1 ? steps[0] : steps.at(-1);
  return steps[steps.findIndex((step) => step.id === now.id) + by];
}

const only = (state: State): Step | undefined => (selected(state).length === 1 ? selected(state)[0] : undefined);

function shifted(state: State, by: 1 | -1): Slot | undefined {
  const step = only(state);
  if (step === undefined || !state.document.sound) return undefined;
  const steps = laneOf(state, step)?.steps ?? [];
  const index = indexOf(step) + by;
  // the place behind the neighbour, or the one before it
  return index < 0 || index >= steps.length ? undefined : { path: listOf(step), index: by === 1 ? index + 1 : index };
}

function into(state: State): Slot | undefined {
  const step = only(state);
  if (step === undefined || !state.document.sound) return undefined;
  const lane = laneOf(state, step)?.steps.find((one) => indexOf(one) === indexOf(step) - 1)?.lanes[0];
  return lane && { path: lane.path, index: lane.steps.length };
}

function outerStep(state: State): Step | undefined {
  const step = only(state);
  return step && allSteps(state.routes).findLast((other) => step.id.startsWith(`${other.id}/`));
}

function outOf(state: State): Slot | undefined {
  const outer = outerStep(state);
  return outer && state.document.sound ? { path: listOf(outer), index: indexOf(outer) + 1 } : undefined;
}

function moving(id: CommandId, key: string, where: (state: State) => Slot | undefined): Command {
  return {
    id,
    shortcuts: [{ key, alt: true }],
    enabled: (state) => where(state) !== undefined,
    run: (state) => {
      const slot = where(state);
      const step = only(state);
      return slot && step ? moveStep(state, step.path, slot) : state;
    },
  };
}

function going(id: CommandId, key: string, where: (state: State) => Step | undefined): Command {
  return {
    id,
    shortcuts: [{ key }],
    enabled: (state) => where(state) !== undefined,
    run: (state) => select(state, [where(state)?.id ?? ''].filter(Boolean)),
  };
}

/** Every command there is. */
export const COMMANDS: readonly Command[] = [
  { id: 'undo', shortcuts: [{ key: 'z', control: true }], enabled: (state) => state.past.length > 0, run: undone },
  {
    id: 'redo',
    shortcuts: [
      { key: 'z', control: true, shift: true },
      { key: 'y', control: true },
    ],
    enabled: (state) => state.future.length > 0,
    run: redone,
  },
  { id: 'copy', shortcuts: [{ key: 'c', control: true }], enabled: some, run: copied },
  { id: 'cut', shortcuts: [{ key: 'x', control: true }], enabled: some, run: (state) => removeSelected(copied(state)) },
  {
    id: 'paste',
    shortcuts: [{ key: 'v', control: true }],
    enabled: (state) => state.document.sound && state.clipboard.length > 0,
    run: (state) => insertAll(state, slotOf(state), state.clipboard),
  },
  { id: 'duplicate', shortcuts: [{ key: 'd', control: true }], enabled: some, run: (state) => insertAll(state, slotOf(state), copied(state).clipboard) },
  { id: 'remove', shortcuts: [{ key: 'delete' }, { key: 'backspace' }], enabled: some, run: removeSelected },
  moving('moveUp', 'arrowup', (state) => shifted(state, -1)),
  moving('moveDown', 'arrowdown', (state) => shifted(state, 1)),
  moving('moveIn', 'arrowright', into),
  moving('moveOut', 'arrowleft', outOf),
  going('next', 'arrowdown', (state) => beside(state, 1)),
  going('previous', 'arrowup', (state) => beside(state, -1)),
  going('inner', 'arrowright', (state) => only(state)?.lanes.find((lane) => lane.steps.length > 0)?.steps[0]),
  going('outer', 'arrowleft', outerStep),
  {
    id: 'extend',
    shortcuts: [{ key: 'arrowdown', shift: true }],
    enabled: (state) => beside(state, 1) !== undefined,
    run: (state) => select(state, [...state.selection, beside(state, 1)?.id ?? '']),
  },
  {
    id: 'selectAll',
    shortcuts: [{ key: 'a', control: true }],
    enabled: (state) => allSteps(state.routes).length > 0,
    run: (state) =>
      select(
        state,
        allSteps(state.routes).map((step) => step.id),
      ),
  },
];

export function command(id: CommandId): Command {
  const found = COMMANDS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no command ${id}`);
  return found;
}

/** What a key stands for. */
export function commandOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): Command | undefined {
  const key = event.key.toLowerCase();
  return COMMANDS.find((one) =>
    one.shortcuts.some(
      (shortcut) =>
        shortcut.key === key &&
        Boolean(shortcut.control) === (event.ctrlKey || event.metaKey) &&
        Boolean(shortcut.shift) === event.shiftKey &&
        Boolean(shortcut.alt) === event.altKey,
    ),
  );
}
