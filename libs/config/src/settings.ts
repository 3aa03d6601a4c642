import { createRequire } from 'node:module';
import { cleanEnv, EnvMissingError, type ReporterOptions } from 'envalid';
import { settingSpecs, type EnvironmentSettings } from './setting-specs.js';

/** Every setting of the service, validated. Durations are in the unit that their name says. */
export type Settings = { readonly [Name in keyof typeof settingSpecs]: EnvironmentSettings[Name] } & {
  readonly isProduction: boolean;
  readonly version: string;
};

/** The settings do not allow a start; the message names each wrong one. */
export class SettingsError extends Error {}

/**
 * Reads all settings from an environment; an empty value counts as absent.
 * @throws SettingsError naming each missing or wrong setting
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const settings: EnvironmentSettings = cleanEnv(given, settingSpecs, { reporter: refuse });
  return Object.freeze({ ...settings, isProduction: settings.NODE_ENV === 'production', version: packageVersion() });
}

function refuse({ errors }: ReporterOptions<unknown>): void {
  const wrong = Object.entries(errors).map(([name, error]) => `  ${name} ${reason(error as Error)}`);
  if (wrong.length > 0) throw new SettingsError(`These settings are missing or wrong:\n${wrong.join('\n')}`);
}

function reason(error: Error): string {
  return error instanceof EnvMissingError ? `is required here: ${error.message}` : `is wrong: ${error.message}`;
}

function packageVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('#package');
  return (manifest as { version: string }).version;
}
