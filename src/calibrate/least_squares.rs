//! Small linear least squares, by orthogonal columns.

/// Columns that keep less than this share of their length beside the others are taken as combinations of them.
const INDEPENDENT: f64 = 1e-10;

/// The x that makes Σ (rows · x − wanted)² smallest; `None` when more than one does.
///
/// Modified Gram–Schmidt, with the right-hand side as one more column, which is as exact as Householder's method
/// (Björck 1967). Made for some tens of unknowns.
pub fn least_squares(rows: &[Vec<f64>], wanted: &[f64]) -> Option<Vec<f64>> {
    let unknowns = rows.first()?.len();
    let mut columns: Vec<Vec<f64>> =
        (0..unknowns).map(|at| rows.iter().map(|row| row[at]).collect()).collect();
    columns.push(wanted.to_vec());
    let lengths: Vec<f64> = columns.iter().map(|column| dot(column, column)).collect();
    let mut triangle = vec![vec![0.0; unknowns + 1]; unknowns];
    for at in 0..unknowns {
        let square = dot(&columns[at], &columns[at]);
        if square.is_nan() || square <= lengths[at] * INDEPENDENT * INDEPENDENT {
            return None;
        }
        for other in at + 1..=unknowns {
            let factor = dot(&columns[at], &columns[other]) / square;
            triangle[at][other] = factor;
            let (before, after) = columns.split_at_mut(other);
            after[0].iter_mut().zip(&before[at]).for_each(|(to, from)| *to -= factor * from);
        }
    }
    Some(substituted(&triangle))
}

/// Solves from the last unknown up; the diagonal is 1 and the last column is the right-hand side.
fn substituted(triangle: &[Vec<f64>]) -> Vec<f64> {
    let unknowns = triangle.len();
    let mut solution = vec![0.0; unknowns];
    for at in (0..unknowns).rev() {
        let known: f64 = (at + 1..unknowns).map(|other| triangle[at][other] * solution[other]).sum();
        solution[at] = triangle[at][unknowns] - known;
    }
    solution
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_points_is_the_textbooks() {
        // y = a + b x through (0, 1), (1, 3), (2, 4), (3, 4): b = 1, a = 1.5.
        let rows: Vec<Vec<f64>> = (0..4).map(|x| vec![1.0, f64::from(x)]).collect();
        let solution = least_squares(&rows, &[1.0, 3.0, 4.0, 4.0]).unwrap();
        assert!((solution[0] - 1.5).abs() < 1e-14 && (solution[1] - 1.0).abs() < 1e-14, "{solution:?}");
    }

    #[test]
    fn nearly_dependent_columns_are_solved_and_dependent_ones_refused() {
        // Läuchli's matrix, with the solution (1, 1): the normal equations would be singular.
        let small = 1e-9;
        let rows = [vec![1.0, 1.0], vec![small, 0.0], vec![0.0, small]];
        let solution = least_squares(&rows, &[2.0, small, small]).unwrap();
        assert!(solution.iter().all(|it| (it - 1.0).abs() < 1e-6), "{solution:?}");
        assert_eq!(least_squares(&[vec![1.0, 2.0], vec![2.0, 4.0]], &[1.0, 2.0]), None);
        assert_eq!(least_squares(&[vec![1.0, 2.0]], &[1.0]), None, "one equation, two unknowns");
        assert_eq!(least_squares(&[vec![0.0]], &[1.0]), None);
        assert_eq!(least_squares(&[], &[]), None);
    }
}
