import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenTheme, keepChoice } from './choices';
import type { Language, Theme } from './choices';
import { paint, themeOf } from './theme';

interface Choices {
  readonly language: Language;
  readonly theme: Theme;
  readonly otherLanguage: () => void;
  readonly otherTheme: () => void;
}

const Current = createContext<Choices | undefined>(undefined);

const locales: Record<Language, () => Promise<{ default: Locale }>> = {
  'zh-CN': () => import('antd/locale/zh_CN'),
  en: () => import('antd/locale/en_US'),
};

/** What the page may write styles with; the engine makes another one for each page it sends. */
const NONCE = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce;

/** Language and theme, for us and for Ant Design. */
export function ChoicesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const [locale, setLocale] = useState<Locale>();
  useEffect(() => {
    let wanted = true;
    void locales[language]().then((loaded) => {
      if (wanted) setLocale(loaded.default);
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  useEffect(() => paint(theme), [theme]);
  const choices = useMemo<Choices>(
    () => ({
      language,
      theme,
      otherLanguage: () => {
        const other = language === 'en' ? 'zh-CN' : 'en';
        keepChoice('language', other);
        void i18n.changeLanguage(other);
      },
      otherTheme: () => {
        const other = theme === 'dark' ? 'light' : 'dark';
        keepChoice('theme', other);
        setTheme(other);
      },
    }),
    [i18n, language, theme],
  );
  // Ant Design makes everything within anew when it gets its first locale: whatever was asked or typed by then would be lost
  if (locale === undefined) return null;
  return (
    <ConfigProvider locale={locale} theme={themeOf(theme)} csp={{ nonce: NONCE }} button={{ autoInsertSpace: false }}>
      <Current value={choices}>{children}</Current>
    </ConfigProvider>
  );
}

export function useChoices(): Choices {
  const choices = use(Current);
  if (choices === undefined) throw new Error('outside of ChoicesProvider');
  return choices;
}
