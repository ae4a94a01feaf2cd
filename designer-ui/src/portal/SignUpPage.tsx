import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SIGN_UP, signUp } from '../api/organisation';
import type { SignedUp, SignUp } from '../api/organisation';
import { problemOf } from '../api/problem';
import { CaptchaField, useCaptcha } from '../app/CaptchaField';
import { useClient } from '../app/session';
import { Page } from '../parts/Page';
import { ProblemNotice } from '../parts/ProblemNotice';

interface Typed extends Omit<SignUp, 'captchaId'> {
  readonly repeated: string;
}

/** An organisation comes to the platform, with the first of its people. */
export default function SignUpPage(): ReactNode {
  const { t } = useTranslation('portal');
  const client = useClient();
  const captcha = useCaptcha();
  const [form] = Form.useForm<Typed>();
  const attempt = useMutation({
    mutationFn: ({ repeated: _, ...typed }: Typed) => signUp(client, { ...typed, captchaId: captcha.data?.id ?? '' }),
    onError: () => {
      form.setFieldValue('captcha', '');
      void captcha.refetch();
    },
  });
  if (attempt.data !== undefined) return <Welcome signedUp={attempt.data} />;
  const needed = [{ required: true, whitespace: true, message: t('signUp.missing') }];
  return (
    <Page title={t('signUp.title')} intro={t('signUp.intro')} call={`POST ${SIGN_UP}`}>
      <Form<Typed> form={form} layout="vertical" className="tg-card tg-narrow" onFinish={(typed) => attempt.mutate(typed)}>
        <Form.Item name="code" label={t('signUp.code')} extra={t('signUp.codeHint')} rules={needed}>
          <Input maxLength={18} autoCapitalize="characters" spellCheck={false} />
        </Form.Item>
        <Form.Item name="name" label={t('signUp.name')} rules={needed}>
          <Input maxLength={200} autoComplete="organization" />
        </Form.Item>
        <Form.Item name="contact" label={t('signUp.contact')} extra={t('signUp.contactHint')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="person" label={t('signUp.person')} extra={t('signUp.personHint')} rules={needed}>
          <Input maxLength={100} autoComplete="name" />
        </Form.Item>
        <Form.Item name="login" label={t('signUp.login')} rules={needed}>
          <Input maxLength={64} autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label={t('signUp.password')} extra={t('signUp.passwordHint')} rules={needed}>
          <Input.Password maxLength={256} autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeated"
          label={t('signUp.repeated')}
          dependencies={['password']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) => (value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t('signUp.differs')))),
            }),
          ]}
        >
          <Input.Password maxLength={256} autoComplete="new-password" />
        </Form.Item>
        <CaptchaField captcha={captcha} />
        {attempt.isError && <ProblemNotice problem={problemOf(attempt.error)} />}
        {!attempt.isError && captcha.isError && <ProblemNotice problem={problemOf(captcha.error)} again={() => void captcha.refetch()} />}
        <Button type="primary" htmlType="submit" size="large" loading={attempt.isPending} disabled={captcha.data === undefined}>
          {t('signUp.do')}
        </Button>
      </Form>
    </Page>
  );
}

function Welcome({ signedUp }: { readonly signedUp: SignedUp }): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <Page title={t('signUp.done', { name: signedUp.organisation.name })} intro={t(`organisation.${signedUp.organisation.state}`)}>
      <section className="tg-card tg-narrow">
        {signedUp.sandbox_key !== undefined && (
          <>
            <h2>{t('signUp.sandbox')}</h2>
            <p>{t('signUp.sandboxHint')}</p>
            <Typography.Paragraph copyable={{ text: signedUp.sandbox_key }}>
              <code>{signedUp.sandbox_key}</code>
            </Typography.Paragraph>
          </>
        )}
        <Link className="tg-button" to={`/login?back=${encodeURIComponent('/portal')}`}>
          {t('signUp.signIn', { login: signedUp.login })}
        </Link>
      </section>
    </Page>
  );
}
