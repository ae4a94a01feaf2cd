import type { CatalogueRelease } from '../api/catalogue';

/** A call that can be pasted into a shell: each parameter stands as a variable, the key as well. */
export function curlSample(release: CatalogueRelease, origin: string): string {
  const variable = (name: string): string => `$${name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]/g, '_').toUpperCase()}`;
  const path = release.path.replace(/\{([^}]+)\}/g, (_, name: string) => variable(name));
  const query = release.parameters.filter((parameter) => parameter.in === 'query' && parameter.required).map((parameter) => `${parameter.name}=${variable(parameter.name)}`);
  const url = `${origin}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  return release.anonymous ? `curl "${url}"` : `curl -H "X-API-Key: $KEY" "${url}"`;
}
