import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Notice } from './Notice';
import type { Problem } from '../api/problem';
import { UNREACHABLE, UNREADABLE } from '../api/problem';

interface Shown {
  readonly problem: Problem;
  /** Does what failed once more. */
  readonly again?: () => void;
}

/** What went wrong, what can be done, and what to tell an operator. For a part of a page. */
export function ProblemNotice({ problem, again }: Shown): ReactNode {
  const { t } = useTranslation();
  const { title, hint } = useWords(problem);
  const told = problem.code !== UNREACHABLE && problem.code !== UNREADABLE;
  return (
    <div role="alert" className="tg-notice tg-notice-error">
      <div>
        <b>{title}</b>
        {problem.detail !== '' && problem.detail !== title && <div>{problem.detail}</div>}
        {hint !== undefined && <div>{hint}</div>}
        <div className="tg-quiet">
          {told && <code>{problem.code}</code>} {problem.traceId !== undefined && `${t('problem.trace')} `}
          {problem.traceId !== undefined && <code>{problem.traceId}</code>}
        </div>
      </div>
      {again && <Button onClick={again}>{t('problem.again')}</Button>}
    </div>
  );
}

/** A problem that takes the whole place of what was asked for: nobody signed in, no right, or anything else. */
export function ProblemPage({ problem, again }: Shown): ReactNode {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  if (problem.status === 401) {
    return (
      <Notice title={t('problem.signIn')} hint={t('problem.signInHint')}>
        <Link className="tg-button" to={`/login?back=${encodeURIComponent(pathname + search)}`}>
          {t('signIn.do')}
        </Link>
      </Notice>
    );
  }
  if (problem.status === 403) return <NoRight detail={problem.detail} />;
  return (
    <div className="tg-pad">
      <ProblemNotice problem={problem} again={again} />
    </div>
  );
}

/** Somebody is signed in who may not see this. */
export function NoRight({ detail }: { readonly detail?: string }): ReactNode {
  const { t } = useTranslation();
  return <Notice title={t('noRight.title')} hint={detail || t('noRight.hint')} />;
}

function useWords(problem: Problem): { title: string; hint?: string } {
  const { t } = useTranslation();
  switch (problem.code) {
    case UNREACHABLE:
      return { title: t('problem.unreachable'), hint: t('problem.unreachableHint') };
    case UNREADABLE:
      return { title: t('problem.unreadable', { status: problem.status }), hint: t('problem.unreadableHint') };
    default:
      return { title: problem.title, hint: problem.hint };
  }
}
