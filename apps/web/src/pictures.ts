import type { UsedChat } from 'chat-system-client/react';

/** Of the content of an IMAGE message, in characters. */
const MAX_CONTENT = 32_768;
/** Tried in this order until the picture is small enough: the longer side in pixels, and the quality. */
const SIZES = [1_280, 960, 720, 560, 420, 300, 200] as const;
const QUALITIES = [0.8, 0.6, 0.4] as const;

/** A picture in the content of a message: only what draws nothing but pixels, so no SVG. */
const EMBEDDED = /^data:image\/(?:png|jpeg|webp|gif|avif);base64,[\w+/]+={0,2}$/;

/** What an IMAGE message shows: a picture that it holds, or a link to one elsewhere, which is followed only on demand. */
export function pictureOf(content: string): { readonly src: string } | { readonly link: URL } | undefined {
  if (EMBEDDED.test(content)) return { src: content };
  if (!/^https?:\/\/\S+$/i.test(content) || !URL.canParse(content)) return undefined;
  return { link: new URL(content) };
}

export function isPicture({ type }: File): boolean {
  return type.startsWith('image/') && type !== 'image/svg+xml';
}

/** Sends a picture as a message of type IMAGE, made so small that it fits. @throws Error that says what is wrong with it */
export async function sendPicture(file: File, send: UsedChat['send']): Promise<void> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) throw new Error(`${file.name} is no picture that this browser can read.`);
  const { width, height } = bitmap;
  const content = (await asItIs(file)) ?? shrunk(bitmap);
  bitmap.close();
  if (content === undefined) throw new Error(`${file.name} cannot be made small enough to be sent.`);
  const message_metadata = { filename: file.name.slice(0, 200), width, height };
  await send({ message_type: 'IMAGE', content, message_metadata }).sent;
}

/** A small picture is sent unchanged: a drawing keeps its edges, an animation moves. */
async function asItIs(file: File): Promise<string | undefined> {
  if (file.size > MAX_CONTENT) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const content = `data:${file.type};base64,${btoa(String.fromCharCode(...bytes))}`;
  return content.length <= MAX_CONTENT && EMBEDDED.test(content) ? content : undefined;
}

function shrunk(bitmap: ImageBitmap): string | undefined {
  const canvas = document.createElement('canvas');
  const longer = Math.max(bitmap.width, bitmap.height);
  for (const size of SIZES) {
    const scale = Math.min(1, size / longer);
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d');
    if (context === null) return undefined;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      // A browser that writes no WebP gives PNG, which is of any size.
      const content = canvas.toDataURL('image/webp', quality);
      if (content.length <= MAX_CONTENT) return content;
    }
  }
  return undefined;
}
