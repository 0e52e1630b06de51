import { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { lineIsBack } from './connection.ts';

type Pages<Name extends string> = Readonly<Record<Name, ComponentType>>;

/** A page whose code is fetched when it is opened. Where the line is lost it waits; where the server has another build by now, the app is loaded anew. */
export function lazyPage<Name extends string>(load: () => Promise<Pages<Name>>, name: Name) {
  const patiently = async (): Promise<Pages<Name>> => {
    try {
      return await load();
    } catch {
      await lineIsBack();
    }
    return load().catch(() => {
      location.reload();
      return new Promise<never>(() => undefined);
    });
  };
  return lazyRouteComponent(patiently, name);
}
