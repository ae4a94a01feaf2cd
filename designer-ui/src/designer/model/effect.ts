import type { CheckedField } from '../../api/designing';
import type { ChangedField, ShownField } from '../../api/reviewing';

/** What changes for callers between two texts, field by field; what is the same is left out. */
export function effectOf(before: readonly CheckedField[], after: readonly CheckedField[]): readonly ChangedField[] {
  const shown = (field: CheckedField | undefined): ShownField | null => field === undefined ? null : { type: field.type, nullable: field.nullable, label: field.label, masks: field.masks };
  const paths = new Set([...before, ...after].map((field) => field.path));
  return [...paths]
    .map((path) => ({ path, before: shown(before.find((field) => field.path === path)), after: shown(after.find((field) => field.path === path)) }))
    .filter((field) => JSON.stringify(sorted(field.before)) !== JSON.stringify(sorted(field.after)));
}

/** Masks in one order, so that equals are written alike. */
function sorted(field: ShownField | null): unknown {
  return field && { ...field, masks: Object.entries(field.masks).toSorted(([one], [other]) => (one < other ? -1 : 1)) };
}
