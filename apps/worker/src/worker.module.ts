import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BusModule } from '#libs/bus';
import { type RunningSettings, SettingsModule } from '#libs/config';
import { DatabaseModule, dataSourceOptions } from '#libs/database';
import { LimitsModule } from '#libs/limits';
import { ReplyModule } from '#libs/reply';
import { RetentionModule } from '#libs/retention';
import { CitationFollowingModule } from '#libs/message';
import { TextMovingModule } from '#libs/search';
import { WebhooksModule } from '#libs/webhooks';

/** The work of the service without its HTTP. */
@Module({})
export class WorkerModule {
  static forRoot(settings: RunningSettings): DynamicModule {
    const database = dataSourceOptions({ url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE });
    return {
      module: WorkerModule,
      imports: [
        TypeOrmModule.forRoot({ ...database, autoLoadEntities: true, retryAttempts: 0 }),
        SettingsModule.forRoot({ ...settings, WORKER: 'on' }),
        DatabaseModule,
        BusModule,
        LimitsModule,
        ReplyModule.forRoot(),
        RetentionModule,
        CitationFollowingModule,
        TextMovingModule,
        WebhooksModule,
      ],
    };
  }
}
