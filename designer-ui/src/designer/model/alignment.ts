import { isSeq } from 'yaml';
import { nodeAt, valueAt } from './document';
import type { ServiceDocument } from './document';
import { idOf } from './path';
import type { Path } from './path';

/** Pairs of places in two lists that hold the same thing, perhaps changed; both ascend. */
export type Pairs = readonly (readonly [number, number])[];

/**
 * Finds which elements of two lists are the same. Those that are alike in all are taken before those that are only of the same kind, and of each
 * as many as keep their order.
 */
export function align(one: readonly unknown[], other: readonly unknown[]): Pairs {
  const written = [one.map((element) => JSON.stringify(element)), other.map((element) => JSON.stringify(element))] as const;
  const kinds = [one.map(kindOf), other.map(kindOf)] as const;
  const worth = (i: number, j: number): number => (written[0][i] === written[1][j] ? 3 : kinds[0][i] === kinds[1][j] ? 2 : 0);
  // the most that can be paired from (i, j) on
  const best = Array.from({ length: one.length + 1 }, () => new Float64Array(other.length + 1));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const paired = worth(i, j);
      const row = best[i];
      if (row !== undefined) row[j] = Math.max(at(i + 1, j), at(i, j + 1), paired === 0 ? 0 : paired + at(i + 1, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const paired = worth(i, j);
    if (paired > 0 && at(i, j) === paired + at(i + 1, j + 1)) pairs.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

/** What an element is, apart from how it is filled in: for a step its key, and what it reads. */
function kindOf(element: unknown): string {
  if (typeof element !== 'object' || element === null) return JSON.stringify(element);
  const [key = '', body] = Object.entries(element as Record<string, unknown>)[0] ?? [];
  if (key !== 'to') return key;
  const uri = typeof body === 'string' ? body : member(body, 'uri');
  const about = ['dataSource', 'operation'].map((name) => member(member(body, 'parameters'), name));
  return JSON.stringify([key, uri, ...about]);
}

const member = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined);

/** The elements of a list of the document; none where there is no list. */
export function elementsAt(document: ServiceDocument, path: Path): readonly unknown[] {
  return isSeq(nodeAt(document, path)) ? (valueAt(document, path) as unknown[]) : [];
}

export const samePath = (one: Path, other: Path): boolean => idOf(one) === idOf(other);
