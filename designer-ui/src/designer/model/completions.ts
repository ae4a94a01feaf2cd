import type { Resource, Shape, StepShapes } from '../../api/designing';
import type { Bilingual } from '../../texts/formats';
import { valueAt } from './document';
import type { ServiceDocument } from './document';
import { allSteps } from './route';
import type { Lane, Route, Step } from './route';

/** A word that can be written at a place. */
export interface Word {
  readonly label: string;
  readonly kind: 'name' | 'field' | 'function' | 'keyword';
  /** What it is, in a few words. */
  readonly detail?: string;
}

/** Words for what stands before a place. */
export interface Offered {
  /** How many characters before the place they take the place of. */
  readonly replaces: number;
  readonly words: readonly Word[];
}

export type InWords = (both: Bilingual) => string;

/** What there is at a step, as the engine understood it last. */
export function shapesAt(step: Step, shapes: readonly StepShapes[]): StepShapes | undefined {
  return shapes.find((one) => isAt(step, one));
}

/** The body a step finds: as it is known of the step, or else as the step before it left it. */
export function givenAt(step: Step, routes: readonly Route[], shapes: readonly StepShapes[]): Shape | undefined {
  const known = shapesAt(step, shapes);
  if (known !== undefined) return known.given;
  const lanes = (lane: Lane): readonly Lane[] => [lane, ...lane.steps.flatMap((one) => one.lanes.flatMap(lanes))];
  const around = routes.flatMap((route) => lanes(route.lane)).find((lane) => lane.steps.some((one) => one.id === step.id));
  const before = around?.steps.slice(0, around.steps.findIndex((one) => one.id === step.id)).at(-1);
  return before && shapesAt(before, shapes)?.yielded;
}

/** Whether a step is the one written at a place. */
export const isAt = (step: Step, place: { readonly line?: number; readonly column?: number }): boolean => place.line === step.place[0] && place.column === step.place[1];

/** What callers send, and what was kept under a name. */
export interface Values {
  readonly parameters: readonly Word[];
  readonly variables: readonly Word[];
}

export function valuesOf(document: ServiceDocument, routes: readonly Route[], inWords: InWords): Values {
  const declared = valueAt(document, ['request', 'parameters']);
  const parameters = typeof declared === 'object' && declared !== null ? Object.entries(declared as Record<string, unknown>) : [];
  const kept = allSteps(routes).flatMap((step) => {
    const name = step.name === 'setVariable' ? valueAt(document, [...step.path, step.name, 'name']) : undefined;
    return typeof name === 'string' && name !== '' ? [name] : [];
  });
  return {
    parameters: parameters.map(([label, of]) => ({ label, kind: 'name', ...detail(titleIn(of, inWords)) })),
    variables: [...new Set(kept)].map((label) => ({ label, kind: 'name' })),
  };
}

function titleIn(of: unknown, inWords: InWords): string {
  const title = typeof of === 'object' && of !== null ? (of as Record<string, unknown>)['title'] : undefined;
  return typeof title === 'object' && title !== null && 'zh' in title && 'en' in title ? inWords(title as Bilingual) : '';
}

const detail = (text: string): { detail?: string } => (text === '' ? {} : { detail: text });

// ---- scripts

/** What a script can be written with. */
export interface ScriptWords extends Values {
  /** Of the engine's own list. */
  readonly functions: readonly string[];
  /** The body the step finds; absent when nothing is known of it. */
  readonly body?: Shape;
}

const ROOTS = ['body', 'headers', 'variables', 'it'];
const KEYWORDS = ['def', 'if', 'else', 'return', 'true', 'false', 'null', 'in'];

/** What can be written behind a stretch of a script. */
export function completeScript(words: ScriptWords, before: string, inWords: InWords): Offered | undefined {
  const started = /[A-Za-z_]\w*$/.exec(before)?.[0] ?? '';
  const ahead = before.slice(0, before.length - started.length);
  if (/(['"]|(^|\W)\d[\d.]*)$/.test(ahead)) return undefined;
  const offer = (found: readonly Word[]): Offered => ({ replaces: started.length, words: found });
  const owner = /([A-Za-z_][\w.?]*?)\??\.$/.exec(ahead)?.[1];
  if (owner === 'headers') return offer(words.parameters);
  if (owner === 'variables') return offer(words.variables);
  if (/\.$/.test(ahead)) {
    const functions = words.functions.map((label): Word => ({ label, kind: 'function' }));
    const fields = owner === 'body' ? membersOf(words.body, inWords) : allMembersOf(words.body, inWords);
    return offer([...fields, ...functions]);
  }
  return offer([...ROOTS.map((label): Word => ({ label, kind: 'name' })), ...KEYWORDS.map((label): Word => ({ label, kind: 'keyword' }))]);
}

function membersOf(shape: Shape | undefined, inWords: InWords): readonly Word[] {
  return (shape?.members ?? []).map((member) => ({ label: member.name, kind: 'field', detail: [member.type, member.title && inWords(member.title)].filter(Boolean).join(' ') }));
}

/** Of the shape and of all that is within it, each name once: what stands before the dot may be any of them. */
function allMembersOf(shape: Shape | undefined, inWords: InWords): readonly Word[] {
  const found = new Map<string, Word>();
  const into = (one: Shape | undefined): void => {
    if (one === undefined) return;
    for (const word of membersOf(one, inWords)) if (!found.has(word.label)) found.set(word.label, word);
    one.members?.forEach(into);
    into(one.element);
  };
  into(shape);
  return [...found.values()];
}

// ---- statements

/** The tables of a source by their schemas. */
export type Tables = ReadonlyMap<string, readonly Table[]>;

export interface Table {
  readonly name: Word;
  readonly columns: readonly Word[];
}

export function tablesOf(resources: readonly Resource[], inWords: InWords): Tables {
  const schemas = new Map<string, Table[]>();
  for (const resource of resources) {
    if (resource.kind === 'operation') continue;
    const tables = schemas.get(resource.schema) ?? [];
    schemas.set(resource.schema, tables);
    tables.push({
      name: { label: resource.name, kind: 'name', ...detail(inWords(resource.title)) },
      columns: resource.fields.map((field) => ({ label: field.name, kind: 'field', detail: [inWords(field.title), field.type, field.sensitivity].filter(Boolean).join(' ') })),
    });
  }
  return schemas;
}

/** Values a statement binds, when one is begun before a place: `:#name`. */
export function completeBinding(values: Values, before: string): Offered | undefined {
  const started = /:#?(\w*)$/.exec(before);
  // a cast is `::`
  if (started === null || /::\w*$/.test(before)) return undefined;
  return { replaces: started[0].length, words: [...values.parameters, ...values.variables].map((word) => ({ ...word, label: `:#${word.label}` })) };
}
