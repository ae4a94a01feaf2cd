import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForCaptcha } from '../api/session';
import type { Captcha } from '../api/session';
import { useClient } from './session';

/** A picture, which is good for one attempt: after a refused one it has to be asked for anew. */
export function useCaptcha(): UseQueryResult<Captcha> {
  const client = useClient();
  return useQuery({
    queryKey: ['captcha'],
    queryFn: () => askForCaptcha(client),
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

/** Where the characters of a picture are typed, as `captcha` of the form around it. */
export function CaptchaField({ captcha }: { readonly captcha: UseQueryResult<Captcha> }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="tg-captcha">
      <Form.Item name="captcha" label={t('signIn.captcha')} rules={[{ required: true, message: t('signIn.captchaMissing') }]}>
        <Input autoComplete="off" size="large" maxLength={64} />
      </Form.Item>
      <button type="button" className="tg-captcha-picture" aria-label={t('signIn.otherPicture')} onClick={() => void captcha.refetch()}>
        {captcha.data !== undefined && <img src={captcha.data.image} alt={t('signIn.picture')} />}
      </button>
    </div>
  );
}
