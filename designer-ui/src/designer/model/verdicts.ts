import type { Checked } from '../../api/designing';
import type { Step } from './route';

/** What the compiler has to say of one step. */
export interface Verdict {
  readonly refused: boolean;
  /** Why, or what is to be looked at. */
  readonly messages: readonly string[];
  /** The strictest label of what it reads into the answer; absent when it reads nothing of it. */
  readonly label?: string;
  /** How many of its fields are masked for somebody. */
  readonly masked: number;
}

/** Masks that leave a field as it is. */
const OPEN_MASKS = new Set(['PLAIN', 'plain', 'none', 'NONE']);

export const isMasked = (mask: string): boolean => !OPEN_MASKS.has(mask);

/** Puts what was said of lines to the innermost steps that are written there. */
export function verdictsOf(steps: readonly Step[], checked: Checked | undefined): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  if (checked === undefined) return verdicts;
  const change = (step: Step | undefined, by: (verdict: Verdict) => Verdict): void => {
    if (step !== undefined) verdicts.set(step.id, by(verdicts.get(step.id) ?? { refused: false, messages: [], masked: 0 }));
  };
  for (const diagnostic of checked.diagnostics) {
    change(innermost(steps, diagnostic.line), (verdict) => ({
      ...verdict,
      refused: verdict.refused || diagnostic.severity === 'error',
      messages: [...verdict.messages, `${diagnostic.code}: ${diagnostic.message}`],
    }));
  }
  for (const field of checked.fields ?? []) {
    const readers = new Set(field.lines.map((line) => innermost(steps, line)));
    for (const step of readers) {
      change(step, (verdict) => ({
        ...verdict,
        label: stricter(verdict.label, field.label),
        masked: verdict.masked + (Object.values(field.masks).some(isMasked) ? 1 : 0),
      }));
    }
  }
  return verdicts;
}

function innermost(steps: readonly Step[], line: number): Step | undefined {
  return steps.findLast((step) => step.lines[0] <= line && line <= step.lines[1]);
}

const levelOf = (label: string): number => Number(/S([0-4])/.exec(label)?.[1] ?? 4);

function stricter(one: string | undefined, other: string): string {
  return one === undefined || levelOf(other) > levelOf(one) ? other : one;
}
