export { WebhookDesk } from './webhook-desk.js';
export { WebhookDeskModule } from './webhook-desk.module.js';
export { WebhookMetrics } from './webhook-metrics.js';
export { WebhooksModule } from './webhooks.module.js';
