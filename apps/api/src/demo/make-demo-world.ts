import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#libs/config';
import { demoClaims } from './demo-people.js';
import { DemoWorld } from './demo-world.js';

/** For `npm run demo`, before anybody has signed in. @throws Error in production, or where tokens are not our own */
export async function makeDemoWorld(
  app: NestFastifyApplication,
  settings: Settings,
  secret: string | undefined,
): Promise<void> {
  if (settings.isProduction || secret === undefined)
    throw new Error('--demo makes chats of people that are not there: it is not for production, and needs JWT_SECRET');
  await new DemoWorld(app.getHttpAdapter().getInstance(), demoClaims(settings, secret)).ready();
}
