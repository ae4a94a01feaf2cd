import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { ProblemPage } from '../parts/ProblemNotice';
import { Loading } from '../parts/Loaded';
import { useChoices } from './ChoicesProvider';
import { DOORS } from './doors';
import { useSession, useSessionParts } from './session';

const LostSession = lazy(() => import('./LostSession'));

/** The frame around every page: the doors that open to whoever is signed in, language, theme, and who that is. */
export function AppFrame(): ReactNode {
  const { t } = useTranslation();
  const { signedIn, lost, ask, end } = useSessionParts();
  const session = useSession();
  const { pathname, search } = useLocation();
  const choices = useChoices();
  return (
    <>
      <a className="tg-skip" href="#content">
        {t('frame.skip')}
      </a>
      <header className="tg-bar">
        <Link to="/" className="tg-brand" aria-label={t('frame.home')}>
          <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width="26" height="26" />
          <b>{t('name')}</b>
        </Link>
        <nav aria-label={t('frame.doors')}>
          {DOORS.filter((door) => door.opensTo(session)).map((door) => (
            <NavLink key={door.door} to={door.path}>
              {t(`door.${door.door}`)}
            </NavLink>
          ))}
        </nav>
        <div className="tg-bar-end">
          <button type="button" onClick={choices.otherLanguage} lang={choices.language === 'en' ? 'zh-CN' : 'en'}>
            {t('frame.otherLanguage')}
          </button>
          <button type="button" onClick={choices.otherTheme} aria-label={t(choices.theme === 'dark' ? 'frame.light' : 'frame.dark')}>
            <span aria-hidden>{choices.theme === 'dark' ? '☀' : '☾'}</span>
          </button>
          {session === undefined ? (
            pathname !== '/login' && <Link to={`/login?back=${encodeURIComponent(pathname + search)}`}>{t('signIn.do')}</Link>
          ) : (
            <>
              <span className="tg-who" title={session.organisation?.name ?? session.roles.join(' · ')}>
                {session.name || session.login}
              </span>
              <button type="button" onClick={() => void end()}>
                {t('signIn.out')}
              </button>
            </>
          )}
        </div>
      </header>
      {signedIn.state === 'asking' ? (
        <Loading />
      ) : signedIn.state === 'unknown' ? (
        <ProblemPage problem={signedIn.problem} again={ask} />
      ) : (
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      )}
      {lost && (
        <Suspense>
          <LostSession />
        </Suspense>
      )}
    </>
  );
}
