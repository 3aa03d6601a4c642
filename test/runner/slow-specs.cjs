// What `npm test` leaves to `npm run test:all` and CI: specs that need a browser, killed processes, long guides or other
// programs, that wait for real time to pass, or that play thousands of random stories. CommonJS, because Jest asks for it.
const { existsSync } = require('node:fs');
const path = require('node:path');
const { loadsPackages } = require('./loads-packages.cjs');

const ROOT = path.join(__dirname, '../..');

const SLOW = [
  // Other programs: browsers, proxies, clients in other languages, benchmarks.
  'test/bench/',
  'test/clients/',
  'test/web/',
  'test/consumers/',
  'test/contract/postman.spec.ts',
  'test/contract/swagger-ui.spec.ts',
  'test/faults/',
  'test/knowledge/embeddings-pgvector.spec.ts',
  // The guides, as a reader runs them.
  'test/contract/readme.spec.ts',
  'test/guides/',
  // Processes that start, are killed, or are cut off from each other.
  'test/api/batches/cut-connections.spec.ts',
  'test/contract/bundle.spec.ts',
  'test/contract/command-lines.spec.ts',
  'test/contract/first-start.spec.ts',
  'test/contract/operations.spec.ts',
  'test/contract/settings.spec.ts',
  'test/identity/admin.spec.ts',
  'test/identity/revocation.spec.ts',
  'test/limits/shared-limits.spec.ts',
  'test/realtime/alone.spec.ts',
  'test/realtime/chaos.spec.ts',
  'test/realtime/client-every-chat.spec.ts',
  'test/realtime/redis-bus.spec.ts',
  'test/realtime/redis-subscription.spec.ts',
  'test/realtime/restart.spec.ts',
  'test/webhooks/admin-webhooks.spec.ts',
  'test/webhooks/failing-receiver.spec.ts',
  'test/webhooks/hostile-receiver.spec.ts',
  'test/webhooks/killed-workers.spec.ts',
  'test/webhooks/refused-chats.spec.ts',
  'test/webhooks/webhooks.spec.ts',
  'test/reply/database-away.spec.ts',
  'test/reply/database-full.spec.ts',
  'test/reply/held-replies.spec.ts',
  'test/reply/flooding-model.spec.ts',
  'test/reply/killed-followers.spec.ts',
  'test/reply/killed-servers.spec.ts',
  'test/reply/shared-work.spec.ts',
  // Time that has to pass.
  'test/api/batches/held-chat.spec.ts',
  'test/identity/key-set.spec.ts',
  'test/knowledge/embeddings-failures.spec.ts',
  'test/limits/client-limits.spec.ts',
  'test/limits/pipelined.spec.ts',
  'test/limits/rate-limits.spec.ts',
  'test/realtime/dead-connections.spec.ts',
  'test/realtime/every-chat-lost-hints.spec.ts',
  'test/realtime/feed-expiry.spec.ts',
  'test/realtime/heads.spec.ts',
  'test/realtime/long-poll-reads.spec.ts',
  'test/realtime/presence.spec.ts',
  'test/realtime/slow-reader.spec.ts',
  'test/realtime/typing.spec.ts',
  'test/realtime/unread-answers.spec.ts',
  'test/contract/unread-bodies.spec.ts',
  'test/reply/model-client.spec.ts',
  'test/reply/token-budget.spec.ts',
  // Much data, or many random stories.
  'libs/knowledge/src/hostile-texts.spec.ts',
  'test/api/large-pages.spec.ts',
  'libs/reply/src/writing/hostile-texts.spec.ts',
  'test/api/batches/failing-statement.spec.ts',
  'test/api/batches/flood.spec.ts',
  'test/api/batches/common-chats.spec.ts',
  'test/api/batches/pairs.spec.ts',
  'test/api/new-texts.spec.ts',
  'test/api/search-load.spec.ts',
  'test/plans/acts-in-groups.spec.ts',
  'test/api/synced-copy.spec.ts',
  'test/api/properties/message-status.property.spec.ts',
  'test/api/properties/page-receipts.property.spec.ts',
  'test/api/properties/paging.property.spec.ts',
  'test/api/properties/unread.property.spec.ts',
  'test/api/properties/sync.property.spec.ts',
  'test/api/races/changes-at-once.spec.ts',
  'test/api/races/membership.spec.ts',
  'test/contract/fuzz.spec.ts',
  'test/contract/heavy-bodies.spec.ts',
  'test/plans/',
  'test/realtime/client-storm.spec.ts',
  'test/realtime/frames-applied-people.spec.ts',
  'test/realtime/frames-applied.property.spec.ts',
  'test/realtime/no-strangers.property.spec.ts',
  'test/reply/access.property.spec.ts',
  'test/reply/client-ask.spec.ts',
  'test/reply/edited-sources.spec.ts',
  'test/reply/extraction-bombs.spec.ts',
  'test/reply/fair-work.spec.ts',
  'test/reply/misbehaving-model.spec.ts',
  'test/reply/reconnect.property.spec.ts',
  'test/reply/sources-in-deleted-chats.spec.ts',
  'test/reply/stored-size.spec.ts',
];

// What a run of two seconds has no time for either: waits, and the longer random stories.
const NOT_UNIT = [
  'apps/api/src/health/shared-look.spec.ts',
  'libs/chat/src/changes/change-queue.spec.ts',
  'libs/client/src/chat-replica.spec.ts',
  'libs/client/src/outbox.spec.ts',
  'libs/client/src/reply-text.spec.ts',
  'libs/extraction/src/decode-text.spec.ts',
  'libs/extraction/src/unzip.spec.ts',
  'libs/knowledge/src/embedding/next-span.spec.ts',
  'libs/reply/src/writing/citation-filter.spec.ts',
  'libs/reply/src/writing/quotes.spec.ts',
  'libs/reply/src/writing/sentences.spec.ts',
];
const SLOW_PACKAGES = /^(?:@nestjs\/|class-|fastify|typeorm|ai$|unpdf|mammoth)/;

const gone = [...SLOW, ...NOT_UNIT].filter((place) => !existsSync(path.join(ROOT, place)));
if (gone.length > 0) throw new Error(`test/runner/slow-specs.cjs names what is not there: ${gone.join(', ')}`);

const isAmong = (places, file) => {
  const place = path.relative(ROOT, file).replaceAll(path.sep, '/');
  return places.some((other) => place.startsWith(other));
};

/** Both by the absolute path. */
exports.isSlow = (file) => isAmong(SLOW, file);
exports.isUnit = (file) => !isAmong([...SLOW, ...NOT_UNIT], file) && !loadsPackages(file, SLOW_PACKAGES);

/** Whether the command line names files: then all of them run, be they slow or not. */
exports.areNamed = process.argv.slice(2).some((argument) => !argument.startsWith('-'));
