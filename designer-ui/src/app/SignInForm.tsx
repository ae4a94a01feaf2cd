import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { signIn } from '../api/session';
import type { Session } from '../api/session';
import { ProblemNotice } from '../parts/ProblemNotice';
import { CaptchaField, useCaptcha } from './CaptchaField';
import { useClient } from './session';

interface Typed {
  readonly login: string;
  readonly password: string;
  readonly captcha: string;
}

interface SignInFormProps {
  /** Who is expected, when a session was lost. */
  readonly login?: string;
  readonly done: (session: Session) => void;
}

/** Login, password and the characters of a picture. A picture is good for one attempt, so a refused one brings the next. */
export function SignInForm({ login, done }: SignInFormProps): ReactNode {
  const { t } = useTranslation();
  const client = useClient();
  const [form] = Form.useForm<Typed>();
  const captcha = useCaptcha();
  const attempt = useMutation({
    mutationFn: (typed: Typed) => signIn(client, { ...typed, captchaId: captcha.data?.id ?? '' }),
    onSuccess: done,
    onError: () => {
      form.setFieldValue('captcha', '');
      void captcha.refetch();
    },
  });
  useEffect(() => {
    form.getFieldInstance(login === undefined ? 'login' : 'password')?.focus();
  }, [form, login]);
  return (
    <Form<Typed> form={form} layout="vertical" requiredMark={false} initialValues={{ login }} onFinish={(typed) => attempt.mutate(typed)}>
      <Form.Item name="login" label={t('signIn.login')} rules={[{ required: true, message: t('signIn.loginMissing') }]}>
        <Input autoComplete="username" size="large" maxLength={64} />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordMissing') }]}>
        <Input.Password autoComplete="current-password" size="large" maxLength={256} />
      </Form.Item>
      <CaptchaField captcha={captcha} />
      {attempt.isError && <ProblemNotice problem={problemOf(attempt.error)} />}
      {!attempt.isError && captcha.isError && <ProblemNotice problem={problemOf(captcha.error)} again={() => void captcha.refetch()} />}
      <Button type="primary" htmlType="submit" size="large" block loading={attempt.isPending} disabled={captcha.data === undefined} className="tg-gap">
        {t('signIn.do')}
      </Button>
    </Form>
  );
}
