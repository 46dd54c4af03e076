/* SPDX-License-Identifier: MIT
 * Faults on demand, so that clients can be tested against a bad network and a tired server. Which requests are hit follows from each
 * fault's seed and the number of requests its route has had, and from nothing else. */
#ifndef TRADYN_SERVER_RUNTIME_FAULTS_H
#define TRADYN_SERVER_RUNTIME_FAULTS_H

#include <tradyn/endpoint.h>
#include <tradyn/sim.h>

struct faults {
	size_t count;
	struct {
		tradyn_fault fault;
		int64_t seen, fired;
	} items[TRADYN_FAULTS_MAX];
};

/* Replaces all faults; an empty list clears. 0 or the error, which names the field; then nothing is changed. */
int faults_set(struct faults *faults, const tradyn_sim_faults *request, tradyn_error *err);

/* Counts a request and says what befalls it: the first fault in the list's order that hits, or NULL. The simulation endpoints, health
 * and metrics are always spared. */
const tradyn_fault *faults_draw(struct faults *faults, const tradyn_endpoint *row);

#endif
