import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Program, ProgramWish } from '../../api/organisation';
import type { Problem } from '../../api/problem';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { networksOf } from '../model/networks';

interface ProgramFormProps {
  /** As it is; absent for one that is not registered yet. */
  readonly program?: Program;
  readonly does: string;
  readonly pending: boolean;
  readonly problem?: Problem;
  readonly done: (wish: ProgramWish) => void;
}

interface Typed {
  readonly name: string;
  readonly description: string;
  readonly networks: string;
}

/** What a program is called, and from where it calls. */
export function ProgramForm({ program, does, pending, problem, done }: ProgramFormProps): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <Form<Typed>
      layout="vertical"
      initialValues={{ name: program?.name ?? '', description: program?.description ?? '', networks: program?.networks.join('\n') ?? '' }}
      onFinish={(typed) => done({ name: typed.name, description: typed.description, networks: networksOf(typed.networks) })}
    >
      <Form.Item name="name" label={t('programs.name')} rules={[{ required: true, whitespace: true, message: t('signUp.missing') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="description" label={t('programs.description')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="networks" label={t('programs.networks')} extra={t('programs.networksHint')}>
        <Input.TextArea rows={3} spellCheck={false} />
      </Form.Item>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <Button type="primary" htmlType="submit" loading={pending}>
        {does}
      </Button>
    </Form>
  );
}
