import { afterEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChatModule, ChatService } from '#libs/chat';
import { dataSourceOptions } from '#libs/database';
import { MessageModule, MessageReadService, MessageSendService } from '#libs/message';
import { ReactionModule } from '#libs/reaction';
import { testDatabaseUrl } from '../support/test-database.js';

describe('a domain module', () => {
  let module: TestingModule | undefined;
  afterEach(() => module?.close());

  it.each([
    ['ChatModule', ChatModule, [ChatService]],
    ['MessageModule', MessageModule, [ChatService, MessageReadService, MessageSendService]],
    ['ReactionModule', ReactionModule, [ChatService, MessageReadService, MessageSendService]],
  ])('%s brings all that it needs but the connection', async (_name, domain, services) => {
    const database = TypeOrmModule.forRoot({
      ...dataSourceOptions({ url: await testDatabaseUrl(), poolSize: 1 }),
      autoLoadEntities: true,
    });
    module = await Test.createTestingModule({ imports: [database, domain] }).compile();
    for (const service of services) expect(module.get(service, { strict: false })).toBeInstanceOf(service);
  });
});
