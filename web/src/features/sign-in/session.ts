import { ApiError, answerOf, api } from '../../api/client.ts';

/** Who is signed in, and where; null: nobody. */
export async function readSession() {
  try {
    return await answerOf(api.GET('/api/session'));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}
