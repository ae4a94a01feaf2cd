import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { firstPath } from './doors';
import { PasswordForm } from './PasswordForm';
import { useSession, useSessionParts } from './session';
import { SignInForm } from './SignInForm';

/** Where people come in. Afterwards they are where they wanted to go. */
export default function SignInPage(): ReactNode {
  const { t } = useTranslation();
  const { begin } = useSessionParts();
  const session = useSession();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const back = search.get('back');
  const title = session?.mustChangePassword ? t('password.title') : t('signIn.title');
  useEffect(() => {
    document.title = `${title} · Tidegate`;
  }, [title]);
  useEffect(() => {
    // only a way within the application, never to another site
    if (session !== undefined && !session.mustChangePassword) void navigate(back !== null && /^\/[^/\\]/.test(back) ? back : firstPath(session), { replace: true });
  }, [back, navigate, session]);
  return (
    <main className="tg-sign-in" id="content" tabIndex={-1}>
      <section>
        <h1>{title}</h1>
        <p className="tg-quiet">{t('about')}</p>
        {session?.mustChangePassword ? <PasswordForm /> : <SignInForm done={begin} />}
        {session === undefined && (
          <p className="tg-gap">
            <Link to="/portal/sign-up">{t('signIn.signUp')}</Link>
          </p>
        )}
      </section>
    </main>
  );
}
