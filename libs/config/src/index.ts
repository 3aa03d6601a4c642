export { developmentSecret } from './development-secret.js';
export { readSettings, type Settings, SettingsError } from './settings.js';
export { settingSpecs } from './setting-specs.js';
