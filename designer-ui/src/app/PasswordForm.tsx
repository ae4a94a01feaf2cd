import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { changePassword } from '../api/session';
import { ProblemNotice } from '../parts/ProblemNotice';
import { useClient, useSessionParts } from './session';

interface Typed {
  readonly current: string;
  readonly password: string;
  readonly repeated: string;
}

/** Another password for whoever is signed in, which a one-time password has to be followed by. */
export function PasswordForm(): ReactNode {
  const { t } = useTranslation();
  const client = useClient();
  const { begin } = useSessionParts();
  const change = useMutation({ mutationFn: (typed: Typed) => changePassword(client, typed.current, typed.password), onSuccess: begin });
  return (
    <Form<Typed> layout="vertical" requiredMark={false} onFinish={(typed) => change.mutate(typed)}>
      <Form.Item name="current" label={t('password.current')} rules={[{ required: true, message: t('password.missing') }]}>
        <Input.Password autoComplete="current-password" size="large" maxLength={256} />
      </Form.Item>
      <Form.Item name="password" label={t('password.new')} rules={[{ required: true, message: t('password.missing') }]}>
        <Input.Password autoComplete="new-password" size="large" maxLength={256} />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={t('password.again')}
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) => (value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t('password.differs')))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" size="large" maxLength={256} />
      </Form.Item>
      {change.isError && <ProblemNotice problem={problemOf(change.error)} />}
      <Button type="primary" htmlType="submit" size="large" block loading={change.isPending} className="tg-gap">
        {t('password.do')}
      </Button>
    </Form>
  );
}
