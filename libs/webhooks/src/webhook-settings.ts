import type { Settings } from '#libs/config';

export type WebhookSettings = Pick<Settings, 'WEBHOOK_URL' | 'WEBHOOK_SECRET' | 'WEBHOOK_EVENTS' | 'WORKER'>;
