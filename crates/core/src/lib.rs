//! The domain of Afterframe: catalogue, form values and their checks, price, job state machine.
