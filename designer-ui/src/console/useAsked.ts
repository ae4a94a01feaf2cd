import { useSearchParams } from 'react-router';

/** What a list is looked through for. It stands in the address, so that it can be handed on. */
export function useAsked<N extends string>(names: readonly N[]): [asked: Partial<Record<N, string>>, look: (name: N, value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const asked: Partial<Record<N, string>> = {};
  for (const name of names) {
    const value = search.get(name);
    if (value) asked[name] = value;
  }
  const look = (name: N, value: string): void =>
    setSearch((now) => {
      if (value.trim() === '') now.delete(name);
      else now.set(name, value.trim());
      return now;
    });
  return [asked, look];
}
