/** What a person chose for this browser, besides what it says of itself. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function chosenLanguage(): Language {
  const kept = read('language');
  if (kept === 'zh-CN' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

export function chosenTheme(): Theme {
  const kept = read('theme');
  if (kept === 'light' || kept === 'dark') return kept;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function keepChoice(name: 'language' | 'theme', value: string): void {
  try {
    window.localStorage.setItem(`tidegate.${name}`, value);
  } catch {
    // a browser that keeps nothing asks again next time
  }
}

function read(name: string): string | null {
  try {
    return window.localStorage.getItem(`tidegate.${name}`);
  } catch {
    return null;
  }
}
