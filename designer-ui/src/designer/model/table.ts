import { stringify } from 'yaml';
import type { Bilingual } from '../../texts/formats';

/** What a route may be made of, as the engine's parser knows it. */
export interface StepTable {
  readonly steps: readonly StepKind[];
  readonly strategies: readonly { readonly word: string; readonly keyed: boolean; readonly meaning: string }[];
  readonly languages: readonly string[];
  readonly failures: readonly string[];
  readonly problems: readonly string[];
  readonly answer_headers: readonly string[];
  /** Functions of scripts. */
  readonly functions: readonly string[];
  /** Functions of statements. */
  readonly sql_functions: readonly string[];
}

export interface StepKind {
  readonly name: string;
  /** The kind of endpoint of a `to`; absent for every other step. */
  readonly endpoint?: string;
  readonly title: Bilingual;
  readonly meaning: Bilingual;
  readonly options: readonly Option[];
}

export interface Option {
  /** Several names, with ` | ` between them, are the keys one of which is written. */
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
  readonly meaning: Bilingual;
}

export const wordOf = (kind: StepKind): string => (kind.endpoint === undefined ? kind.name : `${kind.name} ${kind.endpoint}`);

export function kindOf(table: StepTable, name: string, endpoint: string): StepKind | undefined {
  return table.steps.find((kind) => kind.name === name && (kind.endpoint ?? '') === endpoint);
}

/** The keys an option is written under, as they stand in the table. */
export const keysOf = (option: Option): readonly string[] => option.name.split(' | ');

/** A new step of a kind, with what must be there, as an element of a list of steps. */
export function newStep(kind: StepKind, given: Readonly<Record<string, unknown>> = {}): string {
  const options = Object.fromEntries(kind.options.filter((option) => option.required).flatMap((option) => startOf(kind, option)));
  if (kind.name !== 'to') return yaml({ [kind.name]: { ...options, ...given } });
  if (kind.endpoint === 'direct') return yaml({ to: `direct:${String(given['route'] ?? 'name')}` });
  const uri = kind.endpoint === 'service' ? `service:${String(given['service'] ?? 'name')}` : kind.endpoint;
  const parameters = { ...options, ...Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'service')) };
  return yaml({ to: Object.keys(parameters).length === 0 ? { uri } : { uri, parameters } });
}

function startOf(kind: StepKind, option: Option): [string, unknown][] {
  const key = keysOf(option)[0] ?? option.name;
  switch (option.kind) {
    case 'expression':
      return [[keysOf(option).includes('simple') ? 'simple' : key, '${body}']];
    case 'steps':
      return [[key, []]];
    case 'branches':
      return [[key, [kind.name === 'doTry' ? { exception: ['TG-SRC'], steps: [] } : { simple: '${body}', steps: [] }]]];
    case 'strategy':
      return [[key, '#nest']];
    case 'number':
      return [[key, 1]];
    case 'route':
      return [[key, 'direct:name']];
    case 'sql':
      return [[key, 'select \n']];
    case 'source':
      return [[key, '#']];
    case 'shape':
      return [[key, {}]];
    default:
      return [[key, '']];
  }
}

const yaml = (step: unknown): string => stringify(step, { lineWidth: 0 }).trimEnd();
