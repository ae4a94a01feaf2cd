import type { Session } from '../../api/session';
import type { Drift, MeasureSummary } from '../../api/resources';
import type { Formats } from '../../texts/formats';

/** Who may have a resource measured, and who may look at a preview; all staff sees what was measured. */
export const mayMeasure = (session: Session | undefined): boolean => session?.roles.some((role) => role === 'provider' || role === 'operator') ?? false;
export const mayPreview = (session: Session | undefined): boolean => session?.roles.some((role) => role === 'provider' || role === 'administrator') ?? false;

export const DRIFT_COLOURS: Readonly<Record<Drift, string | undefined>> = { none: 'success', found: 'error', unknown: 'warning', not_compared: undefined };

/** Rows as they are known: counted, about, or not at all. */
export const rowsOf = (measure: MeasureSummary | undefined, formats: Formats): string =>
  measure?.rows === undefined ? '–' : `${measure.rows_exact ? '' : '≈ '}${formats.number(measure.rows)}`;

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size in the unit that leaves one to four digits before the point. */
export function sizeOf(bytes: number | undefined, formats: Formats): string {
  if (bytes === undefined) return '–';
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${formats.number(Math.round((bytes / 1024 ** power) * 10) / 10)} ${UNITS[power]}`;
}

export interface Span {
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days';
  readonly count: number;
}

/** A time in the largest unit of which there are two or more. */
export function spanOf(seconds: number): Span {
  const days = seconds / 86_400;
  if (days >= 2) return { unit: 'days', count: Math.round(days) };
  if (seconds >= 7_200) return { unit: 'hours', count: Math.round(seconds / 3_600) };
  if (seconds >= 120) return { unit: 'minutes', count: Math.round(seconds / 60) };
  return { unit: 'seconds', count: seconds };
}
