/** The table of contents: every route, and which room answers it. */
import { Hono } from 'hono'

export const app = new Hono()
