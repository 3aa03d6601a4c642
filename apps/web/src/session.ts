/** Who is signed in, in this window alone: another window may be somebody else. */
export interface Session {
  readonly userId: string;
  readonly token: () => string | Promise<string>;
}

interface Kept {
  readonly token: string;
  /** Of the demo's people: their token can be had anew. */
  readonly isDemo: boolean;
}

const KEPT_AS = 'chat-session';
/** Shared with Swagger UI, which takes it out of the same link. */
const CODE_KEPT_AS = 'demo-code';

/** What the service says in the page that it serves. */
const said = document.documentElement.dataset;

/** The people that the service lets a visitor be; none where it does not offer that. */
export const demoPeople = (): readonly string[] => said['demo']?.split(' ') ?? [];

/** The code in the link that the service printed, `/#demo=…`, is kept for later visits and taken out of sight. */
export function keepDemoCode(): void {
  const [, code] = /^#demo=([\w-]+)$/.exec(location.hash) ?? [];
  if (code === undefined) return;
  localStorage.setItem(CODE_KEPT_AS, code);
  history.replaceState(null, '', location.pathname);
}

export function hasDemoCode(): boolean {
  return localStorage.getItem(CODE_KEPT_AS) !== null;
}

export function keptSession(): Session | undefined {
  const text = sessionStorage.getItem(KEPT_AS);
  return text === null ? undefined : toSession(JSON.parse(text) as Kept);
}

/** @throws Error for what is no token of a person */
export function signIn(token: string): Session {
  return keep({ token: token.trim(), isDemo: false });
}

/** @throws Error that says what to do */
export async function signInAsDemo(person: string): Promise<Session> {
  return keep({ token: await demoToken(person), isDemo: true });
}

export function signOut(): void {
  sessionStorage.removeItem(KEPT_AS);
}

function keep(kept: Kept): Session {
  const session = toSession(kept);
  sessionStorage.setItem(KEPT_AS, JSON.stringify(kept));
  return session;
}

function toSession(kept: Kept): Session {
  const userId = userOf(kept.token);
  let asked = 0;
  const token = async () => {
    if (asked++ === 0 || !kept.isDemo) return kept.token;
    // The first one was refused: it has expired, or the secret is another.
    const fresh = await demoToken(userId);
    sessionStorage.setItem(KEPT_AS, JSON.stringify({ token: fresh, isDemo: true } satisfies Kept));
    return fresh;
  };
  return { userId, token };
}

async function demoToken(person: string): Promise<string> {
  const answer = await fetch(`docs/demo-token?user=${encodeURIComponent(person)}`, {
    method: 'POST',
    headers: { 'x-demo-code': localStorage.getItem(CODE_KEPT_AS) ?? '' },
    signal: AbortSignal.timeout(30_000),
  });
  if (answer.status === 404) throw new Error('Open the link that the service printed at its start.');
  const body = (await answer.json()) as { access_token: string; detail?: string };
  if (!answer.ok) throw new Error(body.detail);
  return body.access_token;
}

function userOf(token: string): string {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const user = claims[said['userClaim'] ?? 'sub'];
    if (typeof user === 'string') return user;
  } catch {
    // What it says is all that there is to say.
  }
  throw new Error('This is no access token: paste the line that the command below prints, and nothing else.');
}
