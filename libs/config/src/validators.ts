import { makeExactValidator, makeValidator } from 'envalid';

export const wholeNumber = (least: number, most: number) =>
  makeValidator<number>((input) => {
    if (!/^\d{1,9}$/.test(input) || Number(input) < least || Number(input) > most)
      throw new Error(`must be a whole number from ${least} to ${most}`);
    return Number(input);
  });

export const requests = wholeNumber(0, 1_000_000);

/**
 * An address that this server calls; `fetch` takes none with a user name or password.
 * @param instead what there is in their place
 */
export function withoutPassword(input: string, instead: string): string {
  if (!/^https?:\/\//.test(input) || !URL.canParse(input)) throw new Error('must be an http:// or https:// URL');
  const { username, password } = new URL(input);
  if (username !== '' || password !== '') throw new Error(`must be without user name and password: ${instead}`);
  return input;
}

export const postgresUrl = makeValidator<string>((input) => {
  if (!/^postgres(ql)?:\/\//.test(input) || !URL.canParse(input))
    throw new Error('must be a postgres:// or postgresql:// URL');
  return input;
});

export const redisUrl = makeValidator<string>((input) => {
  if (!/^rediss?:\/\//.test(input) || !URL.canParse(input)) throw new Error('must be a redis:// or rediss:// URL');
  return input;
});

export const channelName = makeValidator<string>((input) => {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(input)) throw new Error('must be 1-63 of a-z, 0-9 and _, beginning with a letter');
  return input;
});

export const modelUrl = makeValidator<string>((input) =>
  input === 'test:' ? input : withoutPassword(input, 'the key is LLM_API_KEY'),
);

export const embeddingsUrl = makeValidator<string>((input) => withoutPassword(input, 'the key is EMBEDDINGS_API_KEY'));

export const origins = makeExactValidator<readonly string[]>((input) => {
  const given = input.split(',').map((part) => part.trim());
  const wrong = given.find((part) => !URL.canParse(part) || new URL(part).origin !== part);
  if (wrong !== undefined) throw new Error(`"${wrong}" is not an origin such as https://app.example.com`);
  return given;
});
