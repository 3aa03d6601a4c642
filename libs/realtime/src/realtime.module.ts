import { type DynamicModule, Module } from '@nestjs/common';
import { Revocations, TokenVerifier } from '#libs/auth';
import { BusModule } from '#libs/bus';
import { ChatModule } from '#libs/chat';
import { DatabaseModule } from '#libs/database';
import { Drain, TrustedProxies } from '#libs/http';
import { LimitsModule } from '#libs/limits';
import { MessageModule } from '#libs/message';
import { ChangeReader } from './change-reader.js';
import { ChatFeedController } from './chat-feed.controller.js';
import { EveryChat } from './every-chat.js';
import { EveryChatHeads } from './every-chat-heads.js';
import { EveryChatMetrics } from './every-chat-metrics.js';
import { Feeds } from './feeds.js';
import { Heartbeat } from './heartbeat.js';
import { Hub } from './hub.js';
import { LiveMetrics } from './live-metrics.js';
import { LongPoll } from './long-poll.js';
import { Presence } from './presence.js';
import { SharedSync } from './shared-sync.js';
import { Typing } from './typing.js';
import { UserFeedController } from './user-feed.controller.js';
import { WebSocketServer } from './web-socket-server.js';

interface Parts {
  readonly verifier: TokenVerifier;
  readonly drain: Drain;
  readonly proxies: TrustedProxies;
}

@Module({})
export class RealtimeModule {
  static forRoot({ verifier, drain, proxies }: Parts): DynamicModule {
    return {
      module: RealtimeModule,
      imports: [BusModule, ChatModule, DatabaseModule, LimitsModule, MessageModule],
      controllers: [ChatFeedController, UserFeedController],
      providers: [
        { provide: TokenVerifier, useValue: verifier },
        { provide: Revocations, useValue: verifier.revocations },
        { provide: Drain, useValue: drain },
        { provide: TrustedProxies, useValue: proxies },
        ChangeReader,
        EveryChat,
        EveryChatHeads,
        EveryChatMetrics,
        Feeds,
        Heartbeat,
        Hub,
        LiveMetrics,
        LongPoll,
        Presence,
        SharedSync,
        Typing,
        WebSocketServer,
      ],
      exports: [EveryChatMetrics, LiveMetrics],
    };
  }
}
