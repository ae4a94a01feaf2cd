import { useTranslation } from 'react-i18next';

/** The platform tells times as they are at the port, wherever the reader is. */
const ZONE = 'Asia/Shanghai';

/** Dates, numbers and texts of the engine in the form of the reader. */
export interface Formats {
  dateTime(instant: string): string;
  /** Of a day, such as `2026-07-01`. */
  date(day: string): string;
  number(value: number): string;
  /** Of a text the engine has in both languages. */
  text(both: Bilingual): string;
}

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Forms are costly to make and asked for by every card of a canvas. */
const made = new Map<string, Formats>();

export function formatsOf(language: string): Formats {
  const known = made.get(language) ?? make(language);
  made.set(language, known);
  return known;
}

function make(language: string): Formats {
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23', timeZone: ZONE });
  // a day is a day, in whatever zone
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(language);
  return {
    dateTime: (instant) => dateTime.format(new Date(instant)),
    date: (day) => date.format(new Date(`${day}T00:00:00Z`)),
    number: (value) => number.format(value),
    text: (both) => (language === 'en' ? both.en || both.zh : both.zh || both.en),
  };
}

export function useFormats(): Formats {
  return formatsOf(useTranslation().i18n.language);
}
