/* SPDX-License-Identifier: MIT
 * Events: everything that ever happens to an account, in order. The account is the fold of its events (tradyn_engine_restore()). */
#ifndef TRADYN_EVENT_H
#define TRADYN_EVENT_H

#include <tradyn/deal.h>

TRADYN_BEGIN

/** Room for the text of any event. */
#define TRADYN_EVENT_TEXT_MAX 8192

typedef enum tradyn_event_type {
	TRADYN_EVENT_ORDER = 0,
	TRADYN_EVENT_DEAL = 1,
	TRADYN_EVENT_POSITION = 2,
	TRADYN_EVENT_ACCOUNT = 3,
	TRADYN_EVENT_NOTIFICATION = 4,
} tradyn_event_type;

/** What happened to the object of an event. */
typedef enum tradyn_event_action {
	TRADYN_EVENT_ACTION_PLACED = 0, /**< order */
	TRADYN_EVENT_ACTION_MODIFIED,   /**< order, position */
	TRADYN_EVENT_ACTION_TRIGGERED,  /**< order: a pending order's price was reached; position: its SL or TP was, and is executed later */
	TRADYN_EVENT_ACTION_FILLED,     /**< order */
	TRADYN_EVENT_ACTION_CANCELED,   /**< order */
	TRADYN_EVENT_ACTION_EXPIRED,    /**< order */
	TRADYN_EVENT_ACTION_REJECTED,   /**< order: could not be executed when it was triggered */
	TRADYN_EVENT_ACTION_ADDED,      /**< deal */
	TRADYN_EVENT_ACTION_OPENED,     /**< position */
	TRADYN_EVENT_ACTION_PARTIALLY_CLOSED, /**< position */
	TRADYN_EVENT_ACTION_CLOSED,     /**< position */
	TRADYN_EVENT_ACTION_SWAP,       /**< position: swap was collected */
	TRADYN_EVENT_ACTION_CHANGED,    /**< account */
	TRADYN_EVENT_ACTION_MARGIN_CALL, /**< notification */
	TRADYN_EVENT_ACTION_STOP_OUT,    /**< notification */
} tradyn_event_action;

/**
 * One change, with the object as it is after it; the pointers of other types are NULL. They are borrowed for the time of the
 * callback; those of an event that was read from text are its own, freed by tradyn_codec_clear(TRADYN_TYPE_EVENT, event).
 */
typedef struct tradyn_event {
	int64_t id;            /**< strictly increasing per account, from 1 */
	tradyn_login login;
	int64_t time_msc;      /**< engine time */
	tradyn_event_type type;
	tradyn_event_action action;
	tradyn_reason reason;
	const tradyn_order *order;
	const tradyn_deal *deal;
	const tradyn_position *position;
	const tradyn_account *account;
} tradyn_event;

/**
 * Writes an event as one line of JSON, without a NUL, with everything that tradyn_engine_restore() needs: more than the API shows.
 * @param length gets the length that was written
 * @return 0; TRADYN_E_BUFFER_FULL; TRADYN_E_BAD_TEXT
 */
TRADYN_API int tradyn_event_encode(const tradyn_event *event, char *out, size_t capacity, size_t *length);

/** Reads what tradyn_event_encode() wrote, exactly. Free with tradyn_codec_clear(TRADYN_TYPE_EVENT, out). @return 0 or the error; then there is nothing to free. */
TRADYN_API int tradyn_event_decode(const char *json, size_t length, tradyn_event *out, tradyn_error *err);

TRADYN_END

#endif
