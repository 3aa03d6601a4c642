import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BusModule } from '#libs/bus';
import { type RunningSettings, SettingsModule } from '#libs/config';
import { DatabaseModule, dataSourceOptions } from '#libs/database';
import { IdentityModule } from '#libs/identity';
import { WebhookAdminModule } from '#libs/webhooks';

/** What an operator's commands need: the database, and a voice that the servers hear. */
@Module({})
export class AdminModule {
  static forRoot(settings: RunningSettings): DynamicModule {
    const database = dataSourceOptions({ url: settings.DATABASE_URL, poolSize: 1 });
    return {
      module: AdminModule,
      imports: [
        TypeOrmModule.forRoot({ ...database, autoLoadEntities: true, retryAttempts: 0 }),
        SettingsModule.forRoot(settings),
        DatabaseModule,
        BusModule,
        IdentityModule,
        WebhookAdminModule,
      ],
    };
  }
}
