import type { CatalogueParameter, CatalogueRelease } from '../../api/catalogue';

/** Values of parameters by their names; one that is empty is not sent. */
export type Values = Readonly<Record<string, string>>;

const variable = (name: string): string => `$${name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]/g, '_').toUpperCase()}`;

/** Parameters a call cannot be without that have no value yet. */
export const missing = (release: CatalogueRelease, values: Values): CatalogueParameter[] =>
  release.parameters.filter((parameter) => (parameter.required || parameter.in === 'path') && !values[parameter.name]);

/** Path and query of a call. */
export function targetOf(release: CatalogueRelease, values: Values): string {
  const path = release.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const query = release.parameters.filter((parameter) => parameter.in === 'query' && values[parameter.name]);
  return path + (query.length === 0 ? '' : `?${query.map((parameter) => `${encodeURIComponent(parameter.name)}=${encodeURIComponent(values[parameter.name] ?? '')}`).join('&')}`);
}

/** A call that can be pasted into a shell: each parameter that has to be there stands as a variable, the key as well. */
export function curlSample(release: CatalogueRelease, origin: string): string {
  const path = release.path.replace(/\{([^}]+)\}/g, (_, name: string) => variable(name));
  const query = release.parameters.filter((parameter) => parameter.in === 'query' && parameter.required).map((parameter) => `${parameter.name}=${variable(parameter.name)}`);
  return curl(`${origin}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`, release.anonymous);
}

const curl = (url: string, anonymous: boolean): string => (anonymous ? `curl "${url}"` : `curl -H "X-API-Key: $TIDEGATE_KEY" "${url}"`);

/** Languages a call is written down in. */
export const SAMPLES = ['curl', 'Java', 'Python', 'JavaScript'] as const;
export type SampleLanguage = (typeof SAMPLES)[number];

/**
 * The same call in a language, complete. The key is read from the environment, so that it does not come to stand in a program.
 *
 * @param url with values that are encoded, in which nothing ends a text of these languages
 */
export function sampleOf(language: SampleLanguage, url: string, anonymous: boolean): string {
  switch (language) {
    case 'curl':
      return curl(url, anonymous);
    case 'Java':
      return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Call {
  public static void main(String[] args) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("${url}"))${anonymous ? '' : '\n            .header("X-API-Key", System.getenv("TIDEGATE_KEY"))'}
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.statusCode() + " " + answer.body());
  }
}`;
    case 'Python':
      return `import decimal
import json
import os
import urllib.request

request = urllib.request.Request("${url}"${anonymous ? '' : ', headers={"X-API-Key": os.environ["TIDEGATE_KEY"]}'})
with urllib.request.urlopen(request) as answer:
    print(json.load(answer, parse_float=decimal.Decimal))`;
    case 'JavaScript':
      return `const answer = await fetch("${url}"${anonymous ? '' : ', {\n  headers: { "X-API-Key": process.env.TIDEGATE_KEY },\n}'});
console.log(answer.status, await answer.text());`;
  }
}
