export { commandLine, WronglyCalled } from './command-line.js';
export { developmentSecret } from './development-secret.js';
export { readSettings, type Settings, SettingsError } from './settings.js';
export { type RunningSettings, SETTINGS, SettingsModule } from './settings.module.js';
export { settingSpecs } from './setting-specs.js';
export { hasWebhooks } from './webhook-settings.js';
