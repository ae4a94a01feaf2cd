import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useSessionParts } from './session';
import { SignInForm } from './SignInForm';

/** Asks to sign in again over the page, on which everything stays as it is. */
export default function LostSession(): ReactNode {
  const { t } = useTranslation();
  const { begin, giveUp } = useSessionParts();
  const session = useSession();
  return (
    <Modal open title={t('signIn.lost')} footer={null} maskClosable={false} onCancel={giveUp} destroyOnHidden>
      <p className="tg-quiet">{t('signIn.lostHint')}</p>
      <SignInForm login={session?.login} done={begin} />
    </Modal>
  );
}
