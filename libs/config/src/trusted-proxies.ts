import { isIP } from 'node:net';
import { makeExactValidator } from 'envalid';

const NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** The proxies between clients and this server: how many, or their addresses and networks. */
export const trustedProxies = makeExactValidator<number | readonly string[]>((input) => {
  if (/^\d{1,2}$/.test(input)) {
    if (Number(input) === 0) throw new Error('must be at least 1 where it is a number of proxies');
    return Number(input);
  }
  const given = input.split(',').map((part) => part.trim());
  const wrong = given.find((part) => !NETWORKS.includes(part) && !isNetwork(part));
  if (wrong !== undefined) throw new Error(`"${wrong}" is not an address, nor a network such as 10.0.0.0/8`);
  return given;
});

function isNetwork(text: string): boolean {
  const [address = '', prefix] = text.split('/', 2);
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  return version !== 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest));
}
