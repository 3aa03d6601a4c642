import { Module } from '@nestjs/common';
import { DatabaseModule } from '#libs/database';
import { SearchModule } from './search.module.js';
import { TextMover } from './text-mover.js';

/** For processes that do the server's work. */
@Module({ imports: [DatabaseModule, SearchModule], providers: [TextMover], exports: [TextMover] })
export class TextMovingModule {}
