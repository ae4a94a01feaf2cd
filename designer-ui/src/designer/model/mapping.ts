import type { Shape } from '../../api/designing';

/** Which members a record is to have, and which member of what a step finds each of them is. */
export interface Mapping {
  /** Whether this is done with each element of a list. */
  readonly list: boolean;
  readonly fields: readonly MappedField[];
}

export interface MappedField {
  readonly name: string;
  /** A path of members, such as `head.entry_id`. */
  readonly from: string;
}

/** A member that can be taken, with what it is. */
export interface Source {
  readonly from: string;
  readonly shape: Shape;
}

/** What can be taken of the body a step finds: its members, and those of the records within it. */
export function sourcesIn(shape: Shape | undefined): readonly Source[] {
  const into = (members: NonNullable<Shape['members']>, before: string): readonly Source[] =>
    members.flatMap((member) => [{ from: before + member.name, shape: member }, ...(member.members === undefined ? [] : into(member.members, `${before}${member.name}.`))]);
  return into((shape?.type === 'list' ? shape.element?.members : shape?.members) ?? [], '');
}

const FIELD = /^\s*(\w+)\s*:\s*(it|body)\.(\w+(?:\.\w+)*)\s*$/;

/** Reads a script that only picks members; absent for any other, which is not touched. */
export function readMapping(script: string): Mapping | undefined {
  const each = /^\s*body\.collect\s*\{\s*\[([^[\]{}]*)\]\s*\}\s*$/.exec(script)?.[1];
  const once = /^\s*\[([^[\]{}]*)\]\s*$/.exec(script)?.[1];
  const inside = each ?? once;
  if (inside === undefined) return undefined;
  const owner = each === undefined ? 'body' : 'it';
  const fields = inside.split(',').map((written) => FIELD.exec(written));
  if (!fields.every((field) => field?.[2] === owner)) return undefined;
  return { list: each !== undefined, fields: fields.map((field) => ({ name: field?.[1] ?? '', from: field?.[3] ?? '' })) };
}

/** The script of a mapping of at least one field. */
export function writeMapping({ list, fields }: Mapping): string {
  const lines = fields.map((field) => `  ${field.name}: ${list ? 'it' : 'body'}.${field.from}`).join(',\n');
  return list ? `body.collect { [\n${lines}\n] }\n` : `[\n${lines}\n]\n`;
}

/** With another field at its end, under the last name of its path, or with a number behind it where that is taken. */
export function withField(mapping: Mapping, from: string, at: number = mapping.fields.length): Mapping {
  const wanted = from.split('.').at(-1) ?? from;
  const taken = new Set(mapping.fields.map((field) => field.name));
  let name = wanted;
  for (let i = 2; taken.has(name); i++) name = `${wanted}_${i}`;
  return { ...mapping, fields: mapping.fields.toSpliced(at, 0, { name, from }) };
}

/** Under another name; unchanged when that is no name or is taken. */
export function renamed(mapping: Mapping, at: number, name: string): Mapping {
  const usable = /^[a-zA-Z]\w*$/.test(name) && !mapping.fields.some((field, i) => i !== at && field.name === name);
  return usable ? { ...mapping, fields: mapping.fields.map((field, i) => (i === at ? { ...field, name } : field)) } : mapping;
}

export const withoutField = (mapping: Mapping, at: number): Mapping => ({ ...mapping, fields: mapping.fields.toSpliced(at, 1) });

/** With a field at another place among the others. */
export function movedField(mapping: Mapping, from: number, to: number): Mapping {
  const field = mapping.fields[from];
  if (field === undefined || to < 0 || to >= mapping.fields.length) return mapping;
  return { ...mapping, fields: mapping.fields.toSpliced(from, 1).toSpliced(to, 0, field) };
}
