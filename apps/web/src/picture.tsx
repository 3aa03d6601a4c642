import type { ShownMessage } from 'chat-system-client';
import { useState } from 'react';
import { Icon } from './icon.js';
import { pictureOf } from './pictures.js';

interface PictureMetadata {
  readonly filename?: unknown;
  readonly width?: unknown;
  readonly height?: unknown;
}

/** An IMAGE message. What lies on another server is only named: looking at a chat tells nobody else. */
export function Picture({ message: { content, message_metadata } }: { message: ShownMessage }) {
  const [isBroken, setIsBroken] = useState(false);
  const { filename, ...size } = (message_metadata ?? {}) as PictureMetadata;
  const name = typeof filename === 'string' && filename !== '' ? filename : 'Picture';
  const picture = pictureOf(content);
  if (picture === undefined || isBroken)
    return (
      <p className="bubble file">
        <Icon name="image" />
        <span>
          <strong>{name}</strong>
          <small>It cannot be shown here</small>
        </span>
      </p>
    );
  if ('link' in picture)
    return (
      <p className="bubble file">
        <Icon name="image" />
        <span>
          <a href={picture.link.href} target="_blank" rel="noreferrer">
            {name}
          </a>
          <small>At {picture.link.host}</small>
        </span>
      </p>
    );
  return <img className="picture" src={picture.src} alt={name} {...room(size)} onError={() => setIsBroken(true)} />;
}

/** Room is kept before the picture is drawn, so that nothing jumps. */
function room({ width, height }: PictureMetadata): { width?: number; height?: number } {
  return isLength(width) && isLength(height) ? { width, height } : {};
}

function isLength(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
