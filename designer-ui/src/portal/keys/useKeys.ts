import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { askForKeys, keysPath } from '../../api/organisation';
import type { ProgramKey } from '../../api/organisation';
import { useClient } from '../../app/session';
import { indexedShelf } from './indexedShelf';
import { KeyStore } from './keyStore';
import type { HeldKey } from './keyStore';

/** The keys of this browser; one for the whole application, since without TLS they are in memory only. */
export const browserKeys = new KeyStore(indexedShelf());

/** The SM2 keys of a program that are good, and which of them this browser holds. */
export interface SigningKeys {
  readonly good: readonly ProgramKey[];
  readonly held: readonly HeldKey[];
}

export function useSigningKeys(program: string): UseQueryResult<SigningKeys> & { readonly renew: () => Promise<void> } {
  const client = useClient();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: [keysPath(program), 'signing'],
    queryFn: async () => {
      const [keys, held] = await Promise.all([askForKeys(client, program), browserKeys.of(program)]);
      const good = keys.filter((key) => key.kind === 'sm2_sm3' && key.state === 'good');
      return { good, held: held.filter((key) => good.some((one) => one.id === key.keyId)) };
    },
    enabled: program !== '',
  });
  return { ...query, renew: () => queries.invalidateQueries({ queryKey: [keysPath(program)] }) };
}
