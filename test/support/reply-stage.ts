import { type ApiServer, startApi } from './api-server.js';
import { LiveFeeds } from './live-feeds.js';
import { ModelServer } from './model-server.js';
import { ownDatabaseUrl } from './test-database.js';

/** The application with a language model beside it, on a database of their own. */
export interface ReplyStage {
  readonly api: ApiServer;
  readonly model: ModelServer;
  readonly live: LiveFeeds;
  /** What another process needs to work beside it. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startReplyStage(environment: Record<string, string> = {}): Promise<ReplyStage> {
  const model = await ModelServer.start();
  const settings = { DATABASE_URL: await ownDatabaseUrl(), LLM_BASE_URL: model.url, LLM_MODEL: 'm' };
  const api = await startApi({ ...settings, ...environment });
  const live = await LiveFeeds.on(api.url);
  return {
    api,
    model,
    live,
    settings,
    close: async () => {
      live.close();
      await api.close();
      await model.close();
    },
  };
}

/** The question that a request to the model is about. */
export function questionOf({ body }: { readonly body: Record<string, unknown> }): string {
  const messages = body['messages'] as readonly { readonly content: string }[];
  return messages.at(-1)?.content.split('\n\nQuestion: ').at(-1) ?? '';
}
