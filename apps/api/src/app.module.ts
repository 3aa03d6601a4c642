import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChatModule } from '#libs/chat';
import type { Settings } from '#libs/config';
import { DatabaseModule, dataSourceOptions } from '#libs/database';
import { MessageModule } from '#libs/message';
import { ReactionModule } from '#libs/reaction';
import { RetentionModule } from '#libs/retention';
import { HealthController } from './health/health.controller.js';
import { ProcessState } from './health/process-state.js';

@Module({})
export class AppModule {
  static forRoot(settings: Settings, databaseUrl: string, state: ProcessState): DynamicModule {
    const database = dataSourceOptions({ url: databaseUrl, poolSize: settings.DATABASE_POOL_SIZE });
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({ ...database, autoLoadEntities: true, retryAttempts: 0 }),
        DatabaseModule,
        ChatModule,
        MessageModule,
        ReactionModule,
        RetentionModule.forRoot(settings.RETENTION_DAYS),
      ],
      controllers: [HealthController],
      providers: [{ provide: ProcessState, useValue: state }],
    };
  }
}
