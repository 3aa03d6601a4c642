import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from './settings.js';

/** The settings of a process that runs: it knows its database, also where it has brought its own. */
export type RunningSettings = Settings & { readonly DATABASE_URL: string };

/** Injects {@link RunningSettings}; each provider names the few that it reads. */
export const SETTINGS = Symbol('SETTINGS');

/** The one module that is global: every provider may ask for the settings, and nobody hands them on. */
@Module({})
export class SettingsModule {
  static forRoot(settings: RunningSettings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
    };
  }
}
