/** Days of the port, as `2026-12-01`: periods of agreements and the days that are allowed for a decision are counted in them. */
export type Day = string;

const ZONE = 'Asia/Shanghai';
const MS = 86_400_000;

// Sweden writes dates as ISO 8601 does
const written = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' });

export const dayOf = (instant: Date): Day => written.format(instant);

export const plusDays = (day: Day, days: number): Day => new Date(Date.parse(`${day}T00:00:00Z`) + days * MS).toISOString().slice(0, 10);

const isWorkingDay = (day: Day): boolean => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};

/** The working day on which so many of them are over. Saturdays and Sundays are left out; which public holidays there are is not known here. */
export function plusWorkingDays(day: Day, working: number): Day {
  let reached = day;
  for (let left = working; left > 0; ) {
    reached = plusDays(reached, 1);
    if (isWorkingDay(reached)) left--;
  }
  return reached;
}

/** Working days after one day up to another; 0 when it is not later. */
export function workingDaysBetween(from: Day, to: Day): number {
  let working = 0;
  for (let day = plusDays(from, 1); day <= to; day = plusDays(day, 1)) if (isWorkingDay(day)) working++;
  return working;
}
