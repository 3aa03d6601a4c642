import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { TokenVerifier } from '#libs/auth';
import { BusModule } from '#libs/bus';
import { ChatModule } from '#libs/chat';
import { type RunningSettings, SettingsModule } from '#libs/config';
import { DatabaseModule, dataSourceOptions } from '#libs/database';
import type { Drain, HttpMetrics, TrustedProxies } from '#libs/http';
import { IdentityModule } from '#libs/identity';
import { LimitsModule } from '#libs/limits';
import { CitationFollowingModule, MessageModule } from '#libs/message';
import { ReactionModule } from '#libs/reaction';
import { RealtimeModule } from '#libs/realtime';
import { ReplyModule } from '#libs/reply';
import { RetentionModule } from '#libs/retention';
import { SearchModule, TextMovingModule } from '#libs/search';
import { WebhooksModule } from '#libs/webhooks';
import { HealthController } from './health/health.controller.js';
import { ProcessState } from './health/process-state.js';
import { ServiceMetrics } from './health/service-metrics.js';

/** What exists before the application does. */
export interface Parts {
  readonly settings: RunningSettings;
  readonly verifier: TokenVerifier;
  readonly drain: Drain;
  readonly proxies: TrustedProxies;
  readonly metrics: HttpMetrics;
}

@Module({})
export class AppModule {
  static forRoot({ settings, verifier, drain, proxies, metrics }: Parts): DynamicModule {
    const database = dataSourceOptions({ url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE });
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({ ...database, autoLoadEntities: true, retryAttempts: 0 }),
        SettingsModule.forRoot(settings),
        DatabaseModule,
        BusModule,
        IdentityModule.forRoot(verifier),
        LimitsModule,
        ChatModule,
        MessageModule,
        ReactionModule,
        SearchModule,
        RealtimeModule.forRoot({ verifier, drain, proxies }),
        ReplyModule.forRoot({ drain, revocations: verifier.revocations }),
        WebhooksModule,
        ...(settings.WORKER === 'on' ? [CitationFollowingModule, RetentionModule, TextMovingModule] : []),
      ],
      controllers: [HealthController],
      providers: [{ provide: ProcessState, useValue: new ProcessState(metrics, drain) }, ServiceMetrics],
    };
  }
}
