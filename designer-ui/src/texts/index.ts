import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../app/choices';

type Texts = Record<string, unknown>;

// one file for each door and language, fetched when the door is opened
const files = import.meta.glob<Texts>('./*/*.json', { import: 'default' });

/** The texts of the application. Each door has a file of its own besides `shell`, which all of them use. */
export async function startTexts(language: Language): Promise<typeof i18next> {
  document.documentElement.lang = language;
  await i18next
    .use({
      type: 'backend' as const,
      init() {},
      read(of: string, door: string, done: (error: Error | null, texts: Texts | false) => void) {
        const file = files[`./${of}/${door}.json`];
        if (file === undefined) return done(new Error(`no texts of ${door} in ${of}`), false);
        file().then(
          (texts) => done(null, texts),
          (error: Error) => done(error, false),
        );
      },
    })
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      load: 'currentOnly',
      ns: ['shell'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false },
    });
  i18next.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  return i18next;
}
